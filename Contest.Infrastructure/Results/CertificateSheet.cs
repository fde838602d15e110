using System.Globalization;
using System.Net;
using Contest.Infrastructure.Printing;
using QRCoder;

namespace Contest.Infrastructure.Results;

/// <summary>
/// The certificate as a self-contained document (DESIGN.md 11): A4 landscape, guilloché border in gold, set in LXGW
/// WenKai, seal lower right over the issuer, number and QR code lower left. Everything from data is encoded.
/// </summary>
public static class CertificateSheet
{
    private const string Style = """
        @page { size: A4 landscape; margin: 0 }
        * { box-sizing: border-box; margin: 0 }
        body { width: 297mm; height: 209.5mm; font-family: "LXGW WenKai", "LXGW WenKai TC", "LXGW WenKai GB"; color: #10212b; position: relative; overflow: hidden; background: #fffdf8 }
        .frame { position: absolute; inset: 9mm; border: 0.4pt solid #7c5a10 }
        .frame.inner { inset: 21mm }
        .band { position: absolute; color: #b48a2c; stroke-width: 0.6; height: 12mm; overflow: hidden; white-space: nowrap; font-size: 0 }
        .band svg { width: 46.5mm; height: 12mm }
        .top { left: 9mm; right: 9mm; top: 9mm } .bottom { left: 9mm; right: 9mm; bottom: 9mm }
        .left { width: 191.5mm; left: 9mm; bottom: 9mm; transform-origin: 0 100%; transform: rotate(-90deg) translateY(100%) }
        .right { width: 191.5mm; right: 9mm; top: 9mm; transform-origin: 100% 0; transform: rotate(-90deg) translateY(-100%) }
        .rosette { position: absolute; left: 98.5mm; top: 52mm; width: 100mm; height: 100mm; color: #ecdcb2; stroke-width: 1.2 }
        .sheet { position: absolute; inset: 24mm 32mm 24mm; text-align: center }
        h1 { font-size: 34pt; letter-spacing: 0.5em; padding-left: 0.5em; font-weight: 500; color: #7c5a10; margin-top: 2mm }
        .en { font-size: 11pt; color: #44555f }
        .contest { font-size: 17pt; margin-top: 5mm }
        .award { font-size: 40pt; color: #7c5a10; margin: 5mm 0 1mm }
        .title { font-size: 24pt; margin-top: 5mm; line-height: 1.25 }
        .entrants { font-size: 15pt; margin-top: 3mm; line-height: 1.4 }
        .left-foot { position: absolute; left: 32mm; bottom: 27mm; text-align: left; display: flex; gap: 4mm; align-items: flex-end; font-size: 10pt }
        .left-foot svg { width: 24mm; height: 24mm; display: block }
        .right-foot { position: absolute; right: 32mm; bottom: 27mm; text-align: right; font-size: 12pt; line-height: 1.6 }
        .seal { position: absolute; right: 4mm; bottom: -2mm; width: 30mm; height: 30mm; color: #c0331c; opacity: 0.82; transform: rotate(-4deg) }
        """;

    public static string Html(CertificateFacts facts, Uri checkAddress)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(checkAddress);
        var ribbon = string.Concat(Enumerable.Repeat(Guilloche.Ribbon("ribbon"), 6));
        var hosts = string.Join("<br>", facts.Hosts.Select(h => Text(h.ZhCn)));
        var day = facts.IssuedOn.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);
        return $"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{Text(
                facts.Number
            )}</title><style>{Style}</style></head><body>
            <div class="band top">{ribbon}</div><div class="band bottom">{ribbon}</div>
            <div class="band left">{ribbon}</div><div class="band right">{ribbon}</div>
            <div class="frame"></div><div class="frame inner"></div>{Guilloche.Rosette("rosette")}
            <div class="sheet">
              <h1>荣誉证书</h1><p class="en">Certificate of Award</p>
              <p class="contest">{Text(facts.Edition.ZhCn)}</p><p class="en">{Text(facts.Edition.En)}</p>
              <p class="award">{Text(facts.Award.ZhCn)}</p><p class="en">{Text(facts.Award.En)}</p>
              <p class="title">{Text(facts.Title)}</p><p class="entrants">{Text(string.Join("、", facts.Entrants))}</p>
            </div>
            <div class="left-foot">{Qr(checkAddress)}<p>证书编号 {Text(
                facts.Number
            )}<br>扫码查验 · Scan to verify</p></div>
            <div class="right-foot"><p>{hosts}<br>{day}</p>{Seal(facts)}</div>
            </body></html>
            """;
    }

    private static string Qr(Uri address)
    {
        using QRCodeGenerator generator = new();
        using var code = generator.CreateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        using SvgQRCode picture = new(code);
        return picture.GetGraphic(4, "#10212b", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>The contest's own square seal, drawn by us: never an official one.</summary>
    private static string Seal(CertificateFacts facts)
    {
        var name = facts.Edition.ZhCn.Where(c => !char.IsAsciiDigit(c) && c != ' ').ToArray();
        var lines = name.Chunk((name.Length + 2) / 3).Take(3).Select(c => new string(c)).ToList();
        var rows = lines.Select(
            (line, i) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"50\" y=\"{(100 / (lines.Count + 1) * (i + 1)) + 8}\" font-size=\"16\" text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">{Text(line)}</text>"
                )
        );
        return "<svg class=\"seal\" viewBox=\"0 0 100 100\" fill=\"none\" stroke=\"currentColor\">"
            + "<rect x=\"3\" y=\"3\" width=\"94\" height=\"94\" rx=\"3\" stroke-width=\"4\"/><rect x=\"9\" y=\"9\" width=\"82\" height=\"82\" rx=\"1\" stroke-width=\"1.2\"/>"
            + string.Concat(rows)
            + "</svg>";
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
