namespace Contest.Infrastructure.Data.Embedded;

/// <summary>What an embedded server needs to know.</summary>
/// <param name="DataFolder">The folder that holds everything; made when missing.</param>
/// <param name="Durable">False only for tests: the server does not wait for the disk.</param>
public sealed record EmbeddedPostgresOptions(string DataFolder, bool Durable = true);
