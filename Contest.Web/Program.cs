using Contest.Web.Commands;
using Contest.Web.Operations;

if (CommandLine.Wants(args))
    return await CommandLine.RunAsync(args);

return await Site.RunAsync(args);

/// <summary>The product as a web site; public so that tests can start it.</summary>
public partial class Program;
