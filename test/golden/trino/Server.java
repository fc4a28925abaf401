import io.trino.Session;
import io.trino.connector.MockConnectorFactory;
import io.trino.connector.MockConnectorPlugin;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.testing.DistributedQueryRunner;
import io.trino.tpcds.Results;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static io.trino.spi.type.VarcharType.VARCHAR;
import static io.trino.testing.TestingSession.testSessionBuilder;
import static java.lang.String.format;
import static java.util.Objects.requireNonNullElse;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

/** One Trino node on loopback, for recording only: it prints its address and runs until its input ends. */
public class Server {
    public static void main(String[] arguments) throws Exception {
        Session session = testSessionBuilder().setCatalog("memory").setSchema("default").build();
        try (DistributedQueryRunner runner = DistributedQueryRunner.builder(session).setNodeCount(1).build()) {
            runner.installPlugin(new MemoryPlugin());
            runner.createCatalog("memory", "memory", Map.of("memory.max-data-per-node", "2GB"));
            runner.installPlugin(new TpchPlugin());
            runner.createCatalog("tpch", "tpch", Map.of("tpch.column-naming", "STANDARD", "tpch.double-type-mapping", "DECIMAL"));
            if (List.of(arguments).contains("tpcds")) {
                createTpcds(runner);
            }
            System.out.println("listening on " + runner.getCoordinator().getBaseUrl());
            while (System.in.read() >= 0) {
            }
        }
    }

    /**
     * TPC-DS of the tiny scale, in the schema memory.tpcds. Maven has no connector for it, but it has the generator that
     * Trino's connector wraps: these are the connector's rows, in the connector's types.
     */
    private static void createTpcds(DistributedQueryRunner runner) {
        List<Table> tables = Table.getBaseTables().stream().filter(not(Table.DBGEN_VERSION::equals)).collect(toList());
        runner.installPlugin(new MockConnectorPlugin(MockConnectorFactory.builder()
                .withName("generator")
                .withListSchemaNames(session -> List.of("tiny"))
                .withListTables((session, schema) -> tables.stream().map(Table::getName).collect(toList()))
                .withGetColumns(name -> List.of(new ColumnMetadata("line", VARCHAR)))
                .withData(name -> linesOf(Table.getTable(name.getTableName())))
                .build()));
        runner.createCatalog("generator", "generator", Map.of());
        runner.execute("CREATE SCHEMA memory.tpcds");
        for (Table table : tables) {
            runner.execute(format(
                    "CREATE TABLE memory.tpcds.%1$s AS SELECT %2$s FROM (SELECT split(line, '%3$s') AS cell FROM generator.tiny.%1$s)",
                    table.getName(),
                    Stream.of(table.getColumns()).map(Server::readCell).collect(joining(", ")),
                    SEPARATOR));
        }
    }

    private static final String SEPARATOR = "|";
    private static final String NULL = "NULL";

    /** The connector of Trino's tests knows no NULLs, so a row is one text. */
    private static List<List<?>> linesOf(Table table) {
        List<List<?>> lines = new ArrayList<>();
        io.trino.tpcds.Session tiny = io.trino.tpcds.Session.getDefaultSession().withScale(0.01).withTable(table);
        for (List<List<String>> row : Results.constructResults(table, tiny)) {
            lines.add(List.of(row.get(0).stream().map(cell -> requireNonNullElse(cell, NULL)).collect(joining(SEPARATOR))));
        }
        return lines;
    }

    private static String readCell(Column column) {
        return format("CAST(nullif(cell[%d], '%s') AS %s) AS %s", column.getPosition() + 1, NULL, typeOf(column.getType()), column.getName());
    }

    private static String typeOf(ColumnType type) {
        return switch (type.getBase()) {
            case IDENTIFIER -> "bigint";
            case INTEGER, DATE -> type.getBase().name();
            case DECIMAL -> format("decimal(%d, %d)", type.getPrecision().get(), type.getScale().get());
            case CHAR, VARCHAR -> format("%s(%d)", type.getBase(), type.getPrecision().get());
            case TIME -> throw new IllegalArgumentException("no table here has a time");
        };
    }
}
