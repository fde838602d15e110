namespace Contest.Infrastructure;

internal static class Placeholder;
