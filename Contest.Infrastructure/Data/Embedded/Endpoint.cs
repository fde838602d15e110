using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>Where the server listens: a unix socket in the cluster, or loopback TCP when that path is too long.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    private const int LongestSocketPath = 107;

    private const int NameOnly = 5432; // a socket's port is only part of its file name

    public bool IsSocket => Host.StartsWith('/');

    public static Endpoint For(string cluster) =>
        Encoding.UTF8.GetByteCount(Path.Combine(cluster, ".s.PGSQL.5432")) <= LongestSocketPath
            ? new(cluster, NameOnly)
            : new("127.0.0.1", FreePort());

    public IEnumerable<string> Settings =>
        IsSocket
            ? ["-c", "listen_addresses=", "-c", $"unix_socket_directories={Quoted}", "-c", $"port={PortText}"]
            : ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", $"port={PortText}"];

    // the setting is a list: a comma or blank in the path must not split it
    private string Quoted => $"\"{Host.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    public string ConnectionString(string database, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Username = Cluster.Superuser,
            Password = password,
            Database = database,
            MaxPoolSize = 60,
        }.ConnectionString;

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
