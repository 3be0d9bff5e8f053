"""All targets by name."""

from fuzz import answers, configuration, lines, requests, texts

TARGETS = {
    **texts.TARGETS,
    **requests.TARGETS,
    **configuration.TARGETS,
    **answers.TARGETS,
    **lines.TARGETS,
}
