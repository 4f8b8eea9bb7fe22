package io.dorisio.emulator.transaction;

/** What a load brought. */
public record LoadedRows(long loaded, long filtered, long bytes) {}
