/**
 * Elements that a source hands over together, and how they come apart: what a runner pays for each
 * element is paid once for all of a pack.
 */
package io.dorisio.packs;
