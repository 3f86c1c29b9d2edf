/** What a test says: also that it cannot tell, because what it needs is missing or ambiguous. */
export enum Truth {
  False,
  True,
  Undecided,
}


@inline
export function truth(value: bool): Truth {
  return value ? Truth.True : Truth.False;
}
