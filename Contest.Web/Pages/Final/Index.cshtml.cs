using Contest.Infrastructure.Data;
using Contest.Web.Editions;

namespace Contest.Web.Pages.Final;

/// <summary>The final for those who are not in the hall: who is on stage, the running order, and every score shown with its calculation.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : FinalPageModel(db, edition, "_Live");
