// Points as exact hundredths in whole numbers: what a screen adds up must be what the server adds up.
export const units = (text: string | null): number | null => {
  const m = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec((text ?? "").trim());
  return m ? Number(m[1]) * 100 + Number((m[2] ?? "").padEnd(2, "0")) : null;
};
export const text = (hundredths: number): string => {
  const rest = hundredths % 100;
  return `${(hundredths - rest) / 100}${rest === 0 ? "" : `.${String(rest).padStart(2, "0").replace(/0$/, "")}`}`;
};
/** As shown in the big figures: 23.5, 22.0. */
export const shown = (hundredths: number): string => { const t = text(hundredths); return t.includes(".") ? t : `${t}.0`; };
