package dev.headroom.hcl;

import dev.headroom.hcl.HclExpression.Call;
import dev.headroom.hcl.HclExpression.Conditional;
import dev.headroom.hcl.HclExpression.Entry;
import dev.headroom.hcl.HclExpression.For;
import dev.headroom.hcl.HclExpression.Index;
import dev.headroom.hcl.HclExpression.ListOf;
import dev.headroom.hcl.HclExpression.Literal;
import dev.headroom.hcl.HclExpression.MapOf;
import dev.headroom.hcl.HclExpression.Member;
import dev.headroom.hcl.HclExpression.Name;
import dev.headroom.hcl.HclExpression.Operation;
import dev.headroom.hcl.HclExpression.Other;
import dev.headroom.hcl.HclExpression.Template;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What expressions refer to. Not thread-safe. */
public final class HclReferences {

  private final Set<String> names = new LinkedHashSet<>();

  private HclReferences() {}

  /** The first two words of every reference in an expression, such as {@code var.stage}. */
  public static Set<String> of(HclExpression expression) {
    HclReferences references = new HclReferences();
    references.add(expression);
    return references.names;
  }

  /** The same of everything in a body. */
  public static Set<String> of(HclBody body) {
    HclReferences references = new HclReferences();
    references.add(body);
    return references.names;
  }

  private void add(HclBody body) {
    body.attributes().values().forEach(attribute -> add(attribute.value()));
    body.blocks().forEach(block -> add(block.body()));
  }

  private void add(@Nullable HclExpression expression) {
    switch (expression) {
      case null -> {}
      case Literal literal -> {}
      case Name name -> {}
      case Template template -> template.parts().forEach(this::add);
      case ListOf list -> list.elements().forEach(this::add);
      case MapOf map -> map.entries().forEach(this::add);
      case Member member -> {
        if (member.source() instanceof Name root) {
          names.add(root.name() + "." + member.name());
        }
        add(member.source());
      }
      case Index index -> {
        add(index.source());
        add(index.key());
      }
      case Call call -> call.arguments().forEach(this::add);
      case Operation operation -> {
        add(operation.left());
        add(operation.right());
      }
      case Conditional conditional -> {
        add(conditional.condition());
        add(conditional.then());
        add(conditional.otherwise());
      }
      case For loop -> {
        add(loop.source());
        add(loop.resultKey());
        add(loop.result());
        add(loop.condition());
      }
      case Other other -> other.parts().forEach(this::add);
    }
  }

  private void add(Entry entry) {
    add(entry.key());
    add(entry.value());
  }
}
