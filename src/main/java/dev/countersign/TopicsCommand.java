package dev.countersign;

import picocli.CommandLine.Command;

/** The topics of a fleet. */
@Command(
    name = "topics",
    description = "The topics of a fleet.",
    mixinStandardHelpOptions = true,
    subcommands = {TopicsList.class, TopicsCreate.class, TopicsDescribe.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: countersign topics describe"})
final class TopicsCommand {}
