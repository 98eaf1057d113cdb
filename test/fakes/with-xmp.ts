/** The JPEG with an XMP packet in front, as programs for photographers write it. */
export function withXmp(jpeg: Buffer, properties: string): Buffer {
  const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';
  const names =
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"';
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${rdf}><rdf:Description rdf:about="" ${names}>${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A text in the default language and another one. */
export function inLanguages(name: string, text: string): string {
  const entries = `<rdf:li xml:lang="de">anders</rdf:li><rdf:li xml:lang="x-default">${text}</rdf:li>`;
  return `<${name}><rdf:Alt>${entries}</rdf:Alt></${name}>`;
}
