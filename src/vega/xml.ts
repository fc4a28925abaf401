/** A text as the content of an XML element or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Leaves out the characters of which one makes a whole SVG unreadable. https://www.w3.org/TR/xml/#charsets */
export function cleanXml(svg: string): string {
  return svg.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
