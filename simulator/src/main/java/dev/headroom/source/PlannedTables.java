package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.List;

/**
 * The tables of a plan, as {@code terraform show -json} prints it.
 *
 * @param before as they are now; empty where the plan creates all of them
 * @param after as they will be once the plan is applied; empty where it deletes all of them
 */
public record PlannedTables(List<Table> before, List<Table> after) {

  public PlannedTables {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Reads a plan.
   *
   * @throws InvalidInputException with everything that is wrong with either side
   */
  public static PlannedTables read(Path plan, Variables variables) {
    List<Node> documents = Documents.read(plan);
    if (documents.stream().noneMatch(TerraformFormat::isPlan)) {
      throw new InvalidInputException(
          Location.ofFile(plan.toString()),
          "is no plan: it has no resource_changes; terraform show -json prints one");
    }
    Problems problems = new Problems();
    List<Table> before = read(PlanSide.BEFORE, plan, documents, variables, problems);
    List<Table> after = read(PlanSide.AFTER, plan, documents, variables, problems);
    problems.throwIfAny();
    return new PlannedTables(before, after);
  }

  private static List<Table> read(
      PlanSide side, Path plan, List<Node> documents, Variables variables, Problems problems) {
    Problems own = new Problems();
    TableSetReader reader = new TableSetReader(side, variables, own);
    reader.read(plan.toString(), documents);
    List<Table> tables = reader.finish();
    own.list().forEach(problem -> problems.add(problem.location(), problem.message()));
    return tables;
  }
}
