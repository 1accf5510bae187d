package dev.countersign;

import picocli.CommandLine.Command;

/** What could not be used. */
@Command(
    name = "dead-letters",
    description = "The records that could not be used: list them, and send them again.",
    mixinStandardHelpOptions = true,
    subcommands = {DeadLettersList.class, DeadLettersRedrive.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: countersign dead-letters list --since 2h"})
final class DeadLettersCommand {}
