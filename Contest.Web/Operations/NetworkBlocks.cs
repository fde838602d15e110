using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Contest.Web.Operations;

/// <summary>
/// What requests are read into and answers are written into. Kestrel's own blocks are 4 KB, so that the voting page goes out
/// in two parts, and take turns, so that each is out of the processor's cache when it comes up again; these hold a page
/// and serve last in, first out (docs/decisions/0011).
/// </summary>
public sealed class NetworkBlocks : IMemoryPoolFactory<byte>
{
    /// <summary>The length of a block: headers and the packed voting page of twenty entries.</summary>
    public const int Bytes = 8 * 1024;

    /// <summary>Blocks kept for the next requests, 4 MB; only what is on its way holds one, a connection that waits does not.</summary>
    private const int Most = 512;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly Stack<Block> _free = new(Most);
        private readonly Lock _gate = new();

        public override int MaxBufferSize => Bytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Bytes);
            lock (_gate)
            {
                if (_free.TryPop(out var block))
                    return block;
            }
            return new Block(this);
        }

        /// <summary>One that finds no room is left to the collector, as all are when the server has stopped.</summary>
        private void Return(Block block)
        {
            lock (_gate)
            {
                if (_free.Count < Most)
                    _free.Push(block);
            }
        }

        protected override void Dispose(bool disposing)
        {
            lock (_gate)
                _free.Clear();
        }

        private sealed class Block(Pool pool) : IMemoryOwner<byte>
        {
            // at a fixed place, as the system reads and writes it
            public Memory<byte> Memory { get; } =
                MemoryMarshal.CreateFromPinnedArray(
                    GC.AllocateUninitializedArray<byte>(Bytes, pinned: true),
                    start: 0,
                    Bytes
                );

            public void Dispose() => pool.Return(this);
        }
    }
}

/// <summary>How the server talks to the network.</summary>
public static class NetworkServices
{
    /// <summary>
    /// Own blocks, and no queue between a connection and the thread pool: Kestrel's gather work for one thread, and with four
    /// cores cost pages a twentieth of their rate.
    /// </summary>
    public static IServiceCollection AddContestNetwork(this IServiceCollection services) =>
        services
            .AddSingleton<IMemoryPoolFactory<byte>, NetworkBlocks>()
            .Configure<SocketTransportOptions>(o => o.IOQueueCount = 0);
}
