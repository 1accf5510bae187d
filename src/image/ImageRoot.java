import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out what is beneath the jars in the image: a Java runtime of the modules that are needed, and,
 * for an image that is based on nothing, the C library of this machine. Run by the profile {@code
 * image} as {@code java ImageRoot.java <folder> <base image>}.
 */
final class ImageRoot {
  /** What {@code jdeps} finds, what Kafka's login modules need, and jcmd. */
  private static final List<String> MODULES =
      List.of(
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.management",
          "jdk.net",
          "jdk.security.auth",
          "jdk.security.jgss",
          "jdk.unsupported",
          "jdk.zipfs");

  /** Looked up by the C library itself, so that no program names them. */
  private static final List<String> BY_NAME =
      List.of("libgcc_s.so.1", "libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

  private static final Pattern NEEDED = Pattern.compile("(?:=> )?(/\\S+\\.so\\S*) \\(0x");

  private ImageRoot() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path jre = Path.of(args[0], "jre", "opt", "java");
    Path libc = Path.of(args[0], "libc");
    delete(jre);
    delete(libc);
    link(jre);
    Files.createDirectories(libc);
    if (args[1].equals("scratch")) {
      libraries(jre, libc);
      accounts(libc.resolve("etc"));
    }
  }

  private static void link(Path jre) throws IOException {
    Files.createDirectories(jre.getParent());
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
            .run(
                System.out,
                System.err,
                "--output",
                jre.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--generate-cds-archive");
    if (status != 0) {
      throw new IllegalStateException("jlink ended with " + status);
    }
  }

  private static void libraries(Path jre, Path root) throws IOException, InterruptedException {
    List<String> programs = new ArrayList<>(List.of("ldd", jre.resolve("bin/java").toString()));
    try (Stream<Path> files = Files.walk(jre.resolve("lib"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".so")).sorted().forEach(programs::add);
    }
    TreeSet<Path> libraries = new TreeSet<>();
    Matcher needed = NEEDED.matcher(output(programs));
    while (needed.find()) {
      Path library = Path.of(needed.group(1));
      if (!library.startsWith(jre.toAbsolutePath())) {
        libraries.add(library);
      }
    }
    if (libraries.isEmpty()) {
      throw new IllegalStateException(
          "ldd names no C library here: build on Linux with glibc, or say -Dimage.base=<an image that has one>");
    }
    for (Path folder : libraries.stream().map(Path::getParent).distinct().toList()) {
      BY_NAME.stream().map(folder::resolve).filter(Files::exists).forEach(libraries::add);
    }
    for (Path library : libraries) {
      Path copy = root.resolve(library.toString().substring(1));
      Files.createDirectories(copy.getParent());
      Files.copy(library.toRealPath(), copy);
    }
  }

  private static void accounts(Path etc) throws IOException {
    Files.createDirectories(etc);
    Files.writeString(
        etc.resolve("passwd"),
        "root:x:0:0::/:/none\ncountersign:x:10001:10001::/tmp:/none\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\ncountersign:x:10001:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.getFirst() + " ended with " + process.exitValue());
    }
    return output;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
