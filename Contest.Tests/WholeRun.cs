using Contest.Tests.Support;

namespace Contest.Tests;

/// <summary>What ends with the whole run. NUnit takes every test of this namespace and those below it.</summary>
[SetUpFixture]
public sealed class WholeRun
{
    [OneTimeTearDown]
    public Task StopDatabaseAsync() => Database.StopAsync();
}
