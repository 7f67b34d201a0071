"use strict";
// The data as text. They are stored as DEFLATE (RFC 1951) in base64, which keeps a review small enough to mail, and
// are unpacked here, so that no browser needs to know how.
function stored(element) {
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (sign) => sign.charCodeAt(0));
  return new TextDecoder().decode(inflate(bytes, Number(element.dataset.length)));
}

function inflate(from, length) {
  const SPAN = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const SPAN_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const BACK = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const BACK_BITS = BACK.map((_, at) => Math.max(0, (at >> 1) - 1));
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const to = new Uint8Array(length);
  let place = 0, held = 0, kept = 0, done = 0;

  function bits(n) {
    while (kept < n) { held |= from[place++] << kept; kept += 8; }
    const value = held & ((1 << n) - 1);
    held >>>= n;
    kept -= n;
    return value;
  }
  function tree(lengths) {
    const counts = new Uint16Array(16), starts = new Uint16Array(16), signs = new Uint16Array(lengths.length);
    for (const n of lengths) counts[n] += 1;
    counts[0] = 0;
    for (let n = 1; n < 16; n += 1) starts[n] = starts[n - 1] + counts[n - 1];
    lengths.forEach((n, sign) => { if (n) signs[starts[n]++] = sign; });
    return { counts, signs };
  }
  function next({ counts, signs }) {
    let code = 0, first = 0, at = 0;
    for (let n = 1; n < 16; n += 1) {
      code |= bits(1);
      if (code - counts[n] < first) return signs[at + code - first];
      at += counts[n];
      first = (first + counts[n]) << 1;
      code <<= 1;
    }
    throw new Error("The data of this page is damaged.");
  }
  function trees(kind) {
    if (kind === 1) return [tree(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))), tree(Array(30).fill(5))];
    const [signs, backs, orders] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const short = Array(19).fill(0);
    for (let at = 0; at < orders; at += 1) short[ORDER[at]] = bits(3);
    const lengths = [], how = tree(short);
    while (lengths.length < signs + backs) {
      const sign = next(how);
      if (sign < 16) lengths.push(sign);
      else {
        const value = sign === 16 ? lengths[lengths.length - 1] : 0;
        const times = sign === 16 ? 3 + bits(2) : sign === 17 ? 3 + bits(3) : 11 + bits(7);
        for (let n = 0; n < times; n += 1) lengths.push(value);
      }
    }
    return [tree(lengths.slice(0, signs)), tree(lengths.slice(signs))];
  }

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = kept = 0;
      const size = from[place] | (from[place + 1] << 8);
      to.set(from.subarray(place + 4, place + 4 + size), done);
      place += 4 + size;
      done += size;
      continue;
    }
    const [signs, backs] = trees(kind);
    for (let sign = next(signs); sign !== 256; sign = next(signs)) {
      if (sign < 256) { to[done++] = sign; continue; }
      const span = SPAN[sign - 257] + bits(SPAN_BITS[sign - 257]);
      const far = next(backs);
      const back = BACK[far] + bits(BACK_BITS[far]);
      for (let n = 0; n < span; n += 1, done += 1) to[done] = to[done - back];
    }
  }
  return to;
}
