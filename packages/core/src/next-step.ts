/** A step of an iterator that has a value; of a class for the reason that {@link newList} gives. */
export class NextStep<T> implements IteratorYieldResult<T> {
  readonly done = false;
  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }
}
