using Contest.Infrastructure.Data;
using Contest.Web.Editions;

namespace Contest.Web.Pages.Final;

/// <summary>The hall's screen (DESIGN.md 7).</summary>
public sealed class ScreenModel(ContestDb db, CurrentEdition edition) : FinalPageModel(db, edition, "_Show");
