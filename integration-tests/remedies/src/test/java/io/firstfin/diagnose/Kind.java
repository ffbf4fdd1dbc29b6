package io.firstfin.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstfin.options.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Assumptions;

/** The kinds of things that a name can mean, and how each is looked up. */
enum Kind {
  CLASS {
    @Override
    boolean exists(String artifact, String what) {
      return ClassFiles.find(artifact, what).isPresent();
    }
  },
  /** {@code package.Class.method}. */
  METHOD {
    @Override
    boolean exists(String artifact, String what) {
      return ClassFiles.find(artifact, owner(what))
          .filter(file -> ClassFiles.hasMethod(file, member(what)))
          .isPresent();
    }
  },
  /** {@code package.Class.method(parameter)}. */
  PARAMETER {
    @Override
    boolean exists(String artifact, String what) {
      String method = what.substring(0, what.indexOf('('));
      return ClassFiles.find(artifact, owner(method))
          .filter(file -> file.variables.contains(what.substring(owner(method).length() + 1)))
          .isPresent();
    }
  },
  /**
   * A number that a method or a constant has: {@code package.Class.member(number)}; several are
   * separated by commas, because versions differ.
   */
  NUMBER {
    @Override
    boolean exists(String artifact, String what) {
      return Stream.of(what.split(",")).anyMatch(each -> isNumber(artifact, each));
    }
  },
  FIELD {
    @Override
    boolean exists(String artifact, String what) {
      return ClassFiles.find(artifact, owner(what))
          .filter(file -> file.fields.contains(member(what)))
          .isPresent();
    }
  },
  /**
   * A text in a class, or in the first anonymous class in it, such as the name of a setting which
   * it reads: {@code text@package.Class}; several classes are separated by commas, because versions
   * differ.
   */
  TEXT {
    @Override
    boolean exists(String artifact, String what) {
      int at = what.lastIndexOf('@');
      String text = what.substring(0, at);
      return Stream.of(what.substring(at + 1).split(","))
          .flatMap(reader -> Stream.of(reader, reader + "$1"))
          .map(name -> ClassFiles.find(artifact, name))
          .flatMap(Optional::stream)
          .anyMatch(file -> file.texts.contains(text));
    }
  },
  /** A text in a file of the artifact, such as a default: {@code text@path}. */
  FILE {
    @Override
    boolean exists(String artifact, String what) {
      int at = what.lastIndexOf('@');
      return ClassFiles.read(artifact, what.substring(at + 1))
          .filter(file -> new String(file, StandardCharsets.UTF_8).contains(what.substring(0, at)))
          .isPresent();
    }
  },
  /** A property in Spring Boot's format of metadata that is not deprecated. */
  SPRING {
    @Override
    boolean exists(String artifact, String what) {
      byte[] metadata =
          ClassFiles.read(artifact, "META-INF/spring-configuration-metadata.json").orElseThrow();
      try {
        for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
          if (property.path("name").asText().equals(what)) {
            return !property.has("deprecation") && !property.path("deprecated").asBoolean();
          }
        }
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  SYSCTL {
    @Override
    boolean exists(String artifact, String what) {
      return isSysctl(what);
    }
  },
  /** A sysctl of older kernels; sentences only warn of it. */
  GONE {
    @Override
    boolean exists(String artifact, String what) {
      return !isSysctl(what);
    }
  },
  /** A counter of {@code nstat}. */
  COUNTER {
    @Override
    boolean exists(String artifact, String what) {
      boolean isExtension = what.startsWith("TcpExt");
      String line = isExtension ? "TcpExt" : "Tcp";
      Path file = Path.of(isExtension ? "/proc/net/netstat" : "/proc/net/snmp");
      Assumptions.assumeTrue(Files.isReadable(file), "no " + file + " here");
      try {
        return Files.readAllLines(file).stream()
            .filter(text -> text.startsWith(line + ": "))
            .anyMatch(text -> List.of(text.split(" ")).contains(what.substring(line.length())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** A command of {@code jcmd}: the JVM has an operation with the same letters. */
  JCMD {
    @Override
    boolean exists(String artifact, String what) {
      String letters = what.replaceAll("[._]", "").toLowerCase(Locale.ROOT);
      try {
        return Arrays.stream(
                ManagementFactory.getPlatformMBeanServer()
                    .getMBeanInfo(new ObjectName("com.sun.management:type=DiagnosticCommand"))
                    .getOperations())
            .map(MBeanOperationInfo::getName)
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(letters));
      } catch (JMException e) {
        throw new AssertionError(e);
      }
    }
  },
  /** A directive of a web server, whose binary contains the names: the path of the binary. */
  DIRECTIVE {
    @Override
    boolean exists(String artifact, String what) {
      Path binary = Path.of(artifact);
      Assumptions.assumeTrue(Files.isReadable(binary), () -> "no " + binary + " here");
      try {
        return Files.readString(binary, StandardCharsets.ISO_8859_1).contains('\0' + what + '\0');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** An option of the agent. */
  OPTION {
    @Override
    boolean exists(String artifact, String what) {
      return Keys.all().stream().anyMatch(key -> key.name().equals(what));
    }
  },
  /** A word that looks like a name but names no setting. */
  TERM {
    @Override
    boolean exists(String artifact, String what) {
      return true;
    }
  };

  abstract boolean exists(String artifact, String what);

  private static boolean isNumber(String artifact, String what) {
    String member = what.substring(0, what.indexOf('('));
    return ClassFiles.find(artifact, owner(member))
        .filter(file -> file.numbers.contains(what.substring(owner(member).length() + 1)))
        .isPresent();
  }

  private static boolean isSysctl(String name) {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/ipv4")), "no /proc/sys here");
    return Files.exists(Path.of("/proc/sys", name.replace('.', '/')));
  }

  private static String owner(String member) {
    return member.substring(0, member.lastIndexOf('.'));
  }

  private static String member(String what) {
    return what.substring(what.lastIndexOf('.') + 1);
  }
}
