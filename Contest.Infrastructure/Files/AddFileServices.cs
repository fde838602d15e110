using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Files;

/// <summary>Registers the store the settings name, the scanner and poppler.</summary>
internal static class AddFileServices
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FileSettings>().BindConfiguration("Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IFileStore>(s =>
            s.GetRequiredService<IOptions<FileSettings>>().Value.S3.Bucket is null
                ? ActivatorUtilities.CreateInstance<LocalFileStore>(s)
                : ActivatorUtilities.CreateInstance<S3FileStore>(s)
        );
        services.AddSingleton<Spool>();
        services.AddSingleton<VirusScanner>();
        services.AddSingleton<PdfTools>();
        services.AddSingleton<FileInspection>();
        services.AddSingleton<PagePictures>();
    }
}
