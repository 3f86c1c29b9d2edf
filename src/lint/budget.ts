/** How many comparisons are left: rules are compared in pairs, of which there may be too many. */
export class Budget {
  constructor(private left: number) {}

  /** Whether there is enough left. */
  spend(cost: number): boolean {
    this.left -= cost;
    return this.left >= 0;
  }

  /** Something was left undone. */
  get isExceeded(): boolean {
    return this.left < 0;
  }
}
