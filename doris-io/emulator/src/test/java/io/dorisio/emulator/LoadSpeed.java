package io.dorisio.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Measures how many user-behaviour rows a second get through HTTP into a table; not a test. */
public final class LoadSpeed {
  private static final int BLOCK_ROWS = 2_000;

  private LoadSpeed() {}

  /** Arguments: rows, uploads at once, and {@code counting} to store nothing. */
  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    int uploads = Integer.parseInt(args[1]);
    List<byte[]> blocks = new ArrayList<>();
    for (int block = 0; block < 50; block++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < BLOCK_ROWS; i++) {
        int n = block * BLOCK_ROWS + i;
        text.append("{\"user_id\":")
            .append(100_000 + n)
            .append(",\"action\":\"click\",\"ts\":\"2026-11-21 10:00:")
            .append(10 + n % 50)
            .append(".123\",\"page\":\"/item/")
            .append(n % 1000)
            .append("\",\"amount\":12.34}\n");
      }
      blocks.add(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    try (DorisEmulator doris =
        DorisEmulator.builder().counting(args.length > 2 && args[2].equals("counting")).start()) {
      doris.execute("CREATE DATABASE db");
      doris.execute(
          "CREATE TABLE db.e (user_id BIGINT, action VARCHAR(32), ts DATETIME(3), page"
              + " VARCHAR(255), amount DECIMAL(10,2)) DUPLICATE KEY(user_id) DISTRIBUTED BY"
              + " HASH(user_id) BUCKETS 1");
      for (int round = 0; round < 4; round++) {
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int u = 0; u < uploads; u++) {
          Thread thread = new Thread(() -> upload(doris.backendAddress(), blocks, rows / uploads));
          thread.start();
          threads.add(thread);
        }
        for (Thread thread : threads) {
          thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d rows, %.2f s, %.0f rows/s%n", rows, seconds, rows / seconds);
      }
      System.out.println(doris.query("SELECT count(*), sum(amount) FROM db.e"));
    }
  }

  private static void upload(String address, List<byte[]> blocks, int rows) {
    int colon = address.indexOf(':');
    try (Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT /api/db/e/_stream_load HTTP/1.1\r\nHost: d\r\nConnection: close\r\nformat: json\r\n"
              + "read_json_by_line: true\r\nAuthorization: "
              + RawHttp.ROOT
              + "\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      for (int sent = 0; sent < rows; sent += BLOCK_ROWS) {
        byte[] block = blocks.get(sent / BLOCK_ROWS % blocks.size());
        out.write((Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(block);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!reply.contains("\"NumberLoadedRows\" : " + rows + ",")
          && !reply.contains("\"NumberLoadedRows\": " + rows + ",")) {
        throw new IllegalStateException(reply);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
