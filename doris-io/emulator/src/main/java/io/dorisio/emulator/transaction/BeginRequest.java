package io.dorisio.emulator.transaction;

import io.dorisio.emulator.cluster.Coordinator;
import java.util.OptionalInt;

/**
 * What a backend asks for.
 *
 * @param timeoutSeconds the client's; empty where it set none
 */
public record BeginRequest(
    String db, String table, String label, OptionalInt timeoutSeconds, Coordinator coordinator) {}
