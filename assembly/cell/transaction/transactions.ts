import { EMPTY, Slice } from "../../sdk/index";
import { Engine } from "../../engine/decide";
import { TransactionIssuer } from "./issue";
import { TransactionReceiver } from "./receive";
import { signs, transactionRecord } from "./record";

/** What a cell does about transaction tokens: a gateway issues them, any other receives them. */
@final
export class Transactions {
  private issuer: TransactionIssuer | null = null;
  private receiver: TransactionReceiver | null = null;

  constructor(image: usize, engine: Engine) {
    const record = transactionRecord(image);
    if (record != 0 && signs(record)) this.issuer = new TransactionIssuer(image, record, engine.facts);
    if (record != 0 && !signs(record)) this.receiver = new TransactionReceiver(image, record, engine);
  }

  /** Whether they alone say who the user is. */
  get areReceived(): bool {
    return this.receiver != null;
  }

  /** `txn` of the current request; `EMPTY` when it has no token. */
  get txn(): Slice {
    const issuer = this.issuer;
    const receiver = this.receiver;
    return issuer ? issuer.txn : receiver ? receiver.txn : EMPTY;
  }

  /** Forgets the request before. */
  clear(): void {
    const issuer = this.issuer;
    const receiver = this.receiver;
    if (issuer) issuer.txn = EMPTY;
    if (receiver) receiver.clear();
  }

  /** Takes the keys that the image has; false when something about them is not sound. */
  openKeys(): bool {
    const issuer = this.issuer;
    const receiver = this.receiver;
    if (issuer) return issuer.isSound;
    return receiver ? receiver.openKeys() : true;
  }

  /** Makes ready; false when the host lacks what they need. */
  open(): bool {
    const receiver = this.receiver;
    return receiver ? receiver.open() : true;
  }

  /** Makes the user of the token a fact; `EMPTY`, or why the request is refused. */
  receive(): Slice {
    const receiver = this.receiver;
    return receiver ? receiver.receive() : EMPTY;
  }

  /** Lets an allowed request go with its token. `isToken`: its user came with one, not with an API key. False when that can't be. */
  forward(isToken: bool): bool {
    const issuer = this.issuer;
    const receiver = this.receiver;
    if (receiver) receiver.note();
    return issuer ? issuer.issue(isToken) : true;
  }

  dispose(): void {
    const issuer = this.issuer;
    const receiver = this.receiver;
    if (issuer) issuer.dispose();
    if (receiver) receiver.dispose();
  }
}
