/**
 * All values of a query parameter, in the order sent; undefined for one that is not percent-encoded UTF-8. A name
 * matches after decoding. `+` is a space (URL Standard, application/x-www-form-urlencoded), and what lies
 * between two `&` without anything in it is no parameter.
 */
export function queryValues(query: string, name: string): (string | undefined)[] {
  const parameters = query.split("&").filter((parameter) => parameter !== "");
  return parameters.flatMap((parameter) => {
    const [encodedName = "", ...value] = parameter.split("=");
    return decode(encodedName) === name ? [decode(value.join("="))] : [];
  });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
