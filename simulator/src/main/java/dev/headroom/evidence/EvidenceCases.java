package dev.headroom.evidence;

import dev.headroom.document.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The packaged cases. Stateless.
 *
 * <pre>{@code
 * List<EvidenceResult> results =
 *     new EvidenceRunner(4).run(EvidenceCases.packaged(), List.of(ModelProfile.observed()));
 * }</pre>
 */
public final class EvidenceCases {

  /** In the order in which they are shown. A jar cannot be searched for files. */
  private static final List<String> IDS =
      List.of(
          "B-LAB5",
          "G-LAB2",
          "B-LAB100",
          "B-KOV60",
          "B-KOV250",
          "B-CSV",
          "B-SO5",
          "H-HUNT1",
          "H-HUNT4",
          "H-HUNTQ1",
          "H-CENSUS",
          "H-DOC4",
          "S-AS1",
          "S-AS6",
          "S-AS8",
          "S-TEL",
          "S-ATC",
          "O-CUI1",
          "O-CUI3",
          "O-DOC",
          "A-DOC",
          "A-AGIB",
          "A-CUI17",
          "P-ATC",
          "P-INIT",
          "P-YCSB",
          "P-KOV3",
          "C-AWSBO",
          "C-BRK");

  private EvidenceCases() {}

  /** The ids of all packaged cases. */
  public static List<String> ids() {
    return IDS;
  }

  /** All packaged cases. */
  public static List<EvidenceCase> packaged() {
    return IDS.stream().map(EvidenceCases::packaged).toList();
  }

  /**
   * A packaged case.
   *
   * @param id one of {@link #ids}
   * @throws InvalidInputException if its file is faulty
   */
  public static EvidenceCase packaged(String id) {
    return EvidenceReader.read(id, EvidenceCases::resource);
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = EvidenceCases.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
