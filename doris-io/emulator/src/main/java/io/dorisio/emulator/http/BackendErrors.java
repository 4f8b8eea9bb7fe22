package io.dorisio.emulator.http;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.load.LoadReport;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What a backend answers where the parser gives up. A Content-Length that is no number comes as far
 * as the load's header checks and is refused by them (doris-protocol 1.4); the value itself, which
 * the server repeats, is lost here.
 */
public final class BackendErrors implements Request.Handler {
  private static final String INVALID_LENGTH = "Invalid Content-Length Value";

  private final Request.Handler others = new ErrorHandler();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean invalidLength =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable failure
            && (failure.getCause() instanceof ArithmeticException
                || INVALID_LENGTH.equals(failure.getMessage())
                || String.valueOf(failure.getMessage()).endsWith(INVALID_LENGTH));
    if (!invalidLength || !Request.getPathInContext(request).endsWith("/_stream_load")) {
      return others.handle(request, response, callback);
    }
    LoadReport report =
        LoadReport.refused(
            DorisException.backend(
                DorisException.INVALID_ARGUMENT, "invalid HTTP header CONTENT_LENGTH="));
    new Exchange(request, response, callback)
        .reply(200, BackendServer.CONTENT_TYPE, Json.pretty(report.fields()) + "\n");
    return true;
  }
}
