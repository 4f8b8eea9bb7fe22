package io.dorisio.emulator.error;

/**
 * A failure in the server's words. A frontend's failure reaches a client through the backend as
 * {@code TStatus: errCode = N, detailMessage = text}; a backend's own failure is its text alone
 * (doris-protocol 2.3, 3.4, 4.4).
 */
public class DorisException extends Exception {
  public static final String ANALYSIS_ERROR = "ANALYSIS_ERROR";
  public static final String CANCELLED = "CANCELLED";
  public static final String DATA_QUALITY_ERROR = "DATA_QUALITY_ERROR";
  public static final String INTERNAL_ERROR = "INTERNAL_ERROR";
  public static final String INVALID_ARGUMENT = "INVALID_ARGUMENT";
  public static final String LABEL_ALREADY_EXISTS = "LABEL_ALREADY_EXISTS";
  public static final String NOT_AUTHORIZED = "NOT_AUTHORIZED";
  public static final String NOT_FOUND = "NOT_FOUND";
  public static final String NOT_IMPLEMENTED_ERROR = "NOT_IMPLEMENTED_ERROR";

  private final String code;
  private final int errCode;
  private final String detail;

  protected DorisException(String code, int errCode, String detail) {
    super(errCode == 0 ? detail : "TStatus: errCode = " + errCode + ", detailMessage = " + detail);
    this.code = code;
    this.errCode = errCode;
    this.detail = detail;
  }

  /** A refusal of the frontend. */
  public static DorisException analysis(String detail) {
    return new DorisException(ANALYSIS_ERROR, 2, detail);
  }

  /** An unknown database or table, as the frontend says it to a backend. */
  public static DorisException notFound(String detail) {
    return new DorisException(NOT_FOUND, 7, detail);
  }

  /** A refusal of the backend itself. */
  public static DorisException backend(String code, String text) {
    return new DorisException(code, 0, text);
  }

  public String code() {
    return code;
  }

  /** The text alone. */
  public String detail() {
    return detail;
  }

  /** {@code errCode = N, detailMessage = text}: what the frontend's own interfaces show. */
  public String frontendText() {
    return "errCode = " + (errCode == 0 ? 2 : errCode) + ", detailMessage = " + detail;
  }
}
