/* What a patch makes of the first part; `splice.rs` says how that is written. */
export function splice(first, patch) {
  let at = 15;
  let from = 0;
  let to = 0;
  const number = () => {
    const byte = patch[at++];
    return byte < 128 ? byte : byte - 128 + 128 * number();
  };
  const whole = new Bytes(number());
  const copy = (source, place, length) => {
    apply(setBytes, whole, [new Bytes(source.buffer, source.byteOffset + place, length), to]);
    to += length;
  };
  while (at < patch.length) {
    const kept = number();
    copy(first, from, kept);
    from += kept + number();
    const put = number();
    copy(patch, at, put);
    at += put;
  }
  return whole;
}
