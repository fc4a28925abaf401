/** A text as the content of an XML element or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const LONGEST_TEXT = 1000;

/**
 * Leaves out the characters of which one makes a whole SVG unreadable. https://www.w3.org/TR/xml/#charsets
 * A text of more than 1,000 characters is cut: the rasteriser takes seconds for one.
 */
export function cleanXml(svg: string): string {
  return svg
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replace(/>([^<>]{1001,})</g, (_, text: string) => `>${text.slice(0, LONGEST_TEXT).replace(/&[^;]*$/, '')}…<`);
}
