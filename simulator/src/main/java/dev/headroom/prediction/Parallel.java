package dev.headroom.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does independent computations on several threads. */
public final class Parallel {

  private Parallel() {}

  /**
   * Does all tasks; one alone, or all for one thread, on the thread of the caller.
   *
   * @return their results, in the order of the tasks
   * @throws IllegalStateException if a task fails or the thread is interrupted; on the thread of
   *     the caller a task's own unchecked exception
   */
  public static <T> List<T> run(int threads, List<? extends Callable<T>> tasks) {
    return threads == 1 || tasks.size() == 1 ? inTurn(tasks) : onThreads(threads, tasks);
  }

  private static <T> List<T> inTurn(List<? extends Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    for (Callable<T> task : tasks) {
      try {
        results.add(task.call());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  private static <T> List<T> onThreads(int threads, List<? extends Callable<T>> tasks) {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
