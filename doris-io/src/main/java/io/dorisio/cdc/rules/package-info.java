/**
 * What a user says of changes on their way, each in one line of text: to which table they go, what
 * is hidden of them, what is added, and which changes of a schema are followed.
 */
package io.dorisio.cdc.rules;
