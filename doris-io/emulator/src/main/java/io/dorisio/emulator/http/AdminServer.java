package io.dorisio.emulator.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the admin port answers. */
public final class AdminServer extends Handler.Abstract {
  private final AdminEndpoint admin;

  public AdminServer(AdminEndpoint admin) {
    this.admin = admin;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    if (!admin.handle(exchange)) {
      exchange.reply(404, "application/json", "{}");
    }
    return true;
  }
}
