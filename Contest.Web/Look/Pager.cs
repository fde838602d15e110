namespace Contest.Web.Look;

/// <summary>The pages a pager shows: first, last, and two around the current one; null stands for a gap.</summary>
public static class Pager
{
    public static IEnumerable<int?> Around(int current, int pages)
    {
        var last = 0;
        for (var page = 1; page <= pages; page++)
        {
            if (page != 1 && page != pages && Math.Abs(page - current) > 2)
                continue;
            if (page - last > 1)
                yield return null;
            yield return last = page;
        }
    }
}
