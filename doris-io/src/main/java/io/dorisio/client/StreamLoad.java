package io.dorisio.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One open Stream Load: its body is sent while it is written, in HTTP chunks unless its length is
 * known.
 *
 * <p>{@link #open} returns once the backend has begun the transaction and asks for the body. {@link
 * #write} hands blocks to the load's own thread and waits while {@link BodyPipe#CAPACITY} of them
 * are under way. {@link #end} completes the body without waiting; {@link #awaitReply} then waits
 * for the answer, after which the transaction is pre-committed, or what its mode makes of it. Every
 * wait has a deadline. Not thread-safe, but for {@link #abort}.
 */
public final class StreamLoad {

  private final StreamLoadRequest request;
  private final HostPort backend;
  private final Timeouts timeouts;
  private final ErrorLog errorLog;
  private final BodyPipe pipe = new BodyPipe();
  private final CompletableFuture<Void> accepted = new CompletableFuture<>();
  private final CompletableFuture<StreamLoadReply> reply = new CompletableFuture<>();
  private final LoadExchange exchange;
  private long rows;
  private long bytes;

  private StreamLoad(
      DorisConnection connection, ErrorLog errorLog, HostPort backend, StreamLoadRequest request) {
    this.errorLog = errorLog;
    this.request = request;
    this.backend = backend;
    this.timeouts = connection.timeouts();
    this.exchange =
        new LoadExchange(connection, backend, request, pipe, () -> accepted.complete(null));
  }

  /**
   * Asks the backend for a load and waits until it takes the body.
   *
   * @throws LabelExistsException if a transaction that is not aborted owns the label
   * @throws LoadFailedException if the backend refuses the load, cannot be reached, or does not
   *     answer in time
   */
  static StreamLoad open(
      DorisConnection connection, ErrorLog errorLog, HostPort backend, StreamLoadRequest request)
      throws LoadFailedException, InterruptedException {
    StreamLoad load = new StreamLoad(connection, errorLog, backend, request);
    Thread sender = new Thread(load::send, "doris-load-" + request.label());
    sender.setDaemon(true);
    sender.start();
    boolean opened = false;
    try {
      load.awaitAccepted();
      opened = true;
      return load;
    } finally {
      if (!opened) {
        load.abort();
      }
    }
  }

  private void send() {
    try {
      HttpRequests.Answer answer = exchange.run();
      if (answer.status() != 200) {
        throw new DorisException(
            "HTTP status " + answer.status() + ": " + Replies.shorten(answer.body()));
      }
      reply.complete(StreamLoadReply.parse(answer.body()));
    } catch (Throwable e) {
      // Whatever ended the sender reaches the bundle.
      reply.completeExceptionally(e);
    } finally {
      pipe.senderGone();
    }
  }

  private void awaitAccepted() throws LoadFailedException, InterruptedException {
    try {
      CompletableFuture.anyOf(accepted, reply)
          .get(timeouts.open().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(LoadFailure.UNREACHABLE, "could not be opened", e.getCause());
    } catch (TimeoutException e) {
      throw failed(
          LoadFailure.UNREACHABLE,
          "was not accepted within " + timeouts.open().toMillis() + " ms",
          null);
    }
    if (!accepted.isDone()) {
      throw refused(reply.join());
    }
  }

  /** Sends a part of the body, with as many blocks under way as there may be. */
  public void write(ByteBuffer block, int rowsInBlock)
      throws LoadFailedException, InterruptedException {
    write(block, rowsInBlock, BodyPipe.CAPACITY);
  }

  /**
   * Sends a part of the body; it must hold whole rows. The buffer belongs to the load until it
   * ends.
   *
   * @param block backed by an array
   * @param underWay how many blocks may wait for the load's thread, this one among them; from 1 to
   *     {@link BodyPipe#CAPACITY}
   * @throws LoadFailedException if the load has failed, with the backend's words where it said any,
   *     or if the backend takes nothing for longer than {@link Timeouts#write}
   */
  public void write(ByteBuffer block, int rowsInBlock, int underWay)
      throws LoadFailedException, InterruptedException {
    int length = block.remaining();
    boolean taken;
    try {
      taken = pipe.put(block, Math.min(underWay, BodyPipe.CAPACITY), timeouts.write());
    } catch (IOException e) {
      throw failed(LoadFailure.UNREACHABLE, "stands still", e);
    }
    if (!taken) {
      throw endedEarly();
    }
    rows += rowsInBlock;
    bytes += length;
  }

  /** Completes the body. Returns at once. */
  public void end() {
    pipe.end();
  }

  /**
   * Waits for the backend's reply to a load that was {@link #end ended}, and checks that it took
   * all that was sent, in the mode and under the label that was asked for.
   *
   * @param timeout how long at most
   * @throws LoadFailedException if the load failed, or no reply came in time: then the transaction
   *     may be done or not, which its label tells
   */
  public StreamLoadReply awaitReply(Duration timeout)
      throws LoadFailedException, InterruptedException {
    StreamLoadReply answer;
    try {
      answer = reply.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(LoadFailure.UNREACHABLE, "broke", e.getCause());
    } catch (TimeoutException e) {
      throw failed(LoadFailure.UNREACHABLE, "was not answered in time", null);
    }
    if (!answer.isSuccess()) {
      throw refused(answer);
    }
    checkComplete(answer);
    return answer;
  }

  private void checkComplete(StreamLoadReply answer) throws LoadFailedException {
    if (request.mode() == CommitMode.TWO_PHASE && !answer.twoPhaseCommit()) {
      throw failed(
          LoadFailure.DEFINITIVE,
          "was committed at once: the server did not take it as a two-phase load; its rows are in the"
              + " table",
          null);
    }
    if (request.mode().isLabelled() && !answer.label().equals(request.label())) {
      throw failed(
          LoadFailure.DEFINITIVE, "came back under another label, " + answer.label(), null);
    }
    long accounted = answer.loadedRows() + answer.filteredRows() + answer.unselectedRows();
    if (answer.totalRows() != rows || accounted != rows) {
      throw failed(
          LoadFailure.DEFINITIVE,
          String.format(
              "lost count: %d rows sent; the server counts %d, of them %d loaded, %d filtered and %d"
                  + " unselected. One element must be one row (one line)",
              rows,
              answer.totalRows(),
              answer.loadedRows(),
              answer.filteredRows(),
              answer.unselectedRows()),
          null);
    }
  }

  /**
   * Gives the load up: closes its connection, whereupon the backend rolls the transaction back.
   * Does nothing once the load was answered. May be called from any thread.
   */
  public void abort() {
    exchange.abort();
    pipe.senderGone();
  }

  private LoadFailedException endedEarly() throws InterruptedException {
    try {
      return refused(awaitEnd());
    } catch (ExecutionException e) {
      return failed(LoadFailure.UNREACHABLE, "broke", e.getCause());
    } catch (TimeoutException e) {
      return failed(LoadFailure.UNREACHABLE, "was given up", null);
    }
  }

  private StreamLoadReply awaitEnd()
      throws InterruptedException, ExecutionException, TimeoutException {
    return reply.get(timeouts.request().toMillis(), TimeUnit.MILLISECONDS);
  }

  private LoadFailedException refused(StreamLoadReply answer) {
    if (answer.status() == StreamLoadReply.Status.LABEL_ALREADY_EXISTS) {
      return new LabelExistsException(describe("was refused") + ": " + answer.message(), answer);
    }
    String message = describe("failed in transaction " + answer.transactionId());
    return new LoadFailedException(
        LoadFailure.ofMessage(answer.message()),
        message + ": " + answer.message() + filteredRows(answer));
  }

  private String filteredRows(StreamLoadReply answer) {
    if (answer.errorUrl().isEmpty()) {
      return "";
    }
    return String.format(
        " (%d of %d rows were filtered, first of them: %s; all at %s)",
        answer.filteredRows(),
        answer.totalRows(),
        errorLog.firstLines(answer.errorUrl()),
        answer.errorUrl());
  }

  private LoadFailedException failed(LoadFailure failure, String what, Throwable cause) {
    String words = cause == null ? "" : ": " + Replies.shorten(String.valueOf(cause.getMessage()));
    return new LoadFailedException(failure, describe(what) + words, cause);
  }

  private String describe(String what) {
    return "Load "
        + request.label()
        + " into "
        + request.table()
        + " at BE "
        + backend
        + " "
        + what;
  }

  public String label() {
    return request.label();
  }

  public TableName table() {
    return request.table();
  }

  public HostPort backend() {
    return backend;
  }

  /** The transaction, once the backend has replied. */
  public OptionalLong transactionId() {
    if (!reply.isDone() || reply.isCompletedExceptionally() || reply.join().transactionId() < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(reply.join().transactionId());
  }

  /** The rows handed over so far. */
  public long rows() {
    return rows;
  }

  /** The bytes handed over so far. */
  public long bytes() {
    return bytes;
  }
}
