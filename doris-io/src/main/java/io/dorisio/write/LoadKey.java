package io.dorisio.write;

import java.util.Map;

/**
 * What the blocks of one load share.
 *
 * @param properties headers of the load; blocks with others go to a load beside it
 */
record LoadKey(ShardKey shard, Map<String, String> properties) {}
