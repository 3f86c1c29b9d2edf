/** The policy set does not fit into an image. */
export class ImageTooLargeError extends Error {
  readonly code = "image-too-large";

  constructor(what: string, limit: number) {
    super(`the image can't hold ${what}, the limit is ${limit}; split the policy set or shorten it`);
    this.name = "ImageTooLargeError";
  }
}
