/** Labels, transactions and two-phase commit: what the frontend's master decides. */
package io.dorisio.emulator.transaction;
