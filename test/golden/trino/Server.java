import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.testing.DistributedQueryRunner;
import java.util.Map;

import static io.trino.testing.TestingSession.testSessionBuilder;

/** One Trino node on loopback, for recording only: it prints its address and runs until its input ends. */
public class Server {
    public static void main(String[] args) throws Exception {
        Session session = testSessionBuilder().setCatalog("memory").setSchema("default").build();
        try (DistributedQueryRunner runner = DistributedQueryRunner.builder(session).setNodeCount(1).build()) {
            runner.installPlugin(new MemoryPlugin());
            runner.createCatalog("memory", "memory", Map.of());
            runner.installPlugin(new TpchPlugin());
            runner.createCatalog("tpch", "tpch", Map.of("tpch.column-naming", "STANDARD", "tpch.double-type-mapping", "DECIMAL"));
            System.out.println("listening on " + runner.getCoordinator().getBaseUrl());
            while (System.in.read() >= 0) {
            }
        }
    }
}
