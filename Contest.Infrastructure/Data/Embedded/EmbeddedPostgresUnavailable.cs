namespace Contest.Infrastructure.Data.Embedded;

/// <summary>The embedded server cannot run on this machine or with this folder. The message says what to do.</summary>
public sealed class EmbeddedPostgresUnavailable(string message, Exception? inner = null) : Exception(message, inner);
