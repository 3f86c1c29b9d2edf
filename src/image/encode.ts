/** ImagePlan → bytes. */
import { AttributeTable } from "./attributes.js";
import { ByteWriter } from "./bytes.js";
import { IdentityWriter, identityBounds, identitySections } from "./encode-identity.js";
import { hash32 } from "./hash.js";
import { FORMAT_VERSION, HEADER, MAGIC, MAX, NONE, SIZE } from "./layout.js";
import { LimitWriter, RateTable } from "./limit-writer.js";
import { NameTable } from "./names.js";
import { OperandPool } from "./operands.js";
import type { ImagePlan, Instruction, PlannedCase, Shape } from "./plan.js";
import { RecordWriter } from "./records.js";
import { StringPool } from "./strings.js";
import { buildTable, candidateCount, tableSize } from "./tables.js";
import { ImageTooLargeError } from "./too-large.js";
import { ValuePool } from "./values.js";

/**
 * Lays an image out as layout.ts draws it.
 * @throws {ImageTooLargeError}
 */
export function encode(plan: ImagePlan): Uint8Array {
  checkBounds(plan);
  return new Encoder(plan).encode();
}

function checkBounds(plan: ImagePlan): void {
  const bounds: [string, number, number][] = [
    ["rules", plan.rules.length, MAX.RULES],
    ["limits", plan.limits.length, MAX.LIMITS],
    ["destinations", plan.destinations.length, MAX.DESTINATIONS],
    ["conditions", plan.programs.length, MAX.PROGRAMS],
    ["cases", plan.cases.length, MAX.CASES],
    ["trust domains", plan.trustDomains.length, MAX.TRUST_DOMAINS],
    ...identityBounds(plan),
  ];
  for (const [what, count, limit] of bounds) {
    if (count > limit) throw new ImageTooLargeError(`${count} ${what}`, limit);
  }
}

interface Section {
  readonly offset: number;
  readonly count: number;
}

/** What has instructions, in their order. */
function coded({ rules, limits }: ImagePlan): readonly { readonly code: readonly Instruction[] }[] {
  return [...rules, ...limits];
}

/** Takes in all values before the sections get their places. */
function collectValues(plan: ImagePlan, values: ValuePool): void {
  for (const { code } of coded(plan)) {
    for (const { operand } of code) if (operand?.kind === "value") values.indexOf(operand.value);
  }
  for (const { steps } of plan.programs) {
    for (const { value } of steps) if (value !== undefined) values.indexOf(value);
  }
}

class Encoder {
  private readonly shapes: readonly Shape[];
  private readonly headerNames: NameTable;
  private readonly queryNames: NameTable;
  private readonly values = new ValuePool();
  private readonly rates: RateTable;
  private readonly sections: ReadonlyMap<number, Section>;
  private readonly strings: StringPool;
  private readonly operands: OperandPool;
  private readonly out: ByteWriter;
  private readonly records: RecordWriter;
  private readonly identity: IdentityWriter;

  constructor(private readonly plan: ImagePlan) {
    this.shapes = plan.shapes.flat();
    this.headerNames = new NameTable(plan.headerNames, "header", MAX.HEADER_NAMES);
    this.queryNames = new NameTable(plan.queryNames, "query parameter", MAX.QUERY_NAMES);
    collectValues(plan, this.values);
    this.rates = new RateTable(plan.limits);
    const { sections, end } = this.place();
    this.sections = sections;
    this.strings = new StringPool(end);
    this.operands = new OperandPool(this.strings);
    this.out = new ByteWriter(end * 2);
    const references = {
      strings: this.strings,
      operands: this.operands,
      headerNames: this.headerNames,
      queryNames: this.queryNames,
      attributes: new AttributeTable(plan.attributes),
      values: this.values,
      regexes: new Map(plan.regexes.map(({ pattern }, number) => [pattern, number])),
      valuesOffset: sections.get(HEADER.VALUES)?.offset ?? 0,
    };
    this.records = new RecordWriter(this.out, references);
    this.identity = new IdentityWriter(this.out, this.records, references);
  }

  encode(): Uint8Array {
    const { out, plan } = this;
    out.append(new Uint8Array(HEADER.SIZE_BYTES));
    this.writeLimits();
    for (const record of this.values.records) this.records.value(record);
    this.identity.write(plan);
    this.writeRules();
    for (const { code } of coded(plan)) for (const one of code) this.records.instruction(one);
    this.writeSelectors();
    this.writeDestinations();
    this.writeShapes();
    this.writeTables();
    this.writePrograms();
    this.writeNames(this.headerNames);
    this.writeNames(this.queryNames);
    for (const one of plan.cases) this.writeCase(one);
    for (const name of plan.trustDomains) out.u32(this.strings.offsetOf(name));
    const version = this.strings.offsetOf(plan.version);
    this.writeService();
    const mesh = this.strings.offsetOf(plan.mesh);
    const strings = this.strings.finish();
    const operandsOffset = out.length + strings.length;
    for (const at of this.records.toMove) out.addU32(at, operandsOffset);
    const operands = this.operands.finish();
    this.writeHeader(version, mesh, strings.length, operandsOffset, operands.length);
    out.append(strings);
    out.append(operands);
    return this.seal();
  }

  /** Where each section of fixed-size records begins. */
  private place(): { sections: Map<number, Section>; end: number } {
    const { plan } = this;
    const code = coded(plan).reduce((sum, one) => sum + one.code.length, 0);
    const slots = this.shapes.reduce((sum, shape) => sum + tableSize(shape.slots.size), 0);
    const candidates = this.shapes.reduce((sum, shape) => sum + candidateCount(shape), 0);
    const steps = plan.programs.reduce((sum, program) => sum + program.steps.length, 0);
    const order: [field: number, count: number, size: number][] = [
      [HEADER.RATES, this.rates.list.length, SIZE.RATE],
      [HEADER.LIMITS, plan.limits.length, SIZE.LIMIT],
      [HEADER.VALUES, this.values.records.length, SIZE.VALUE],
      ...identitySections(plan),
      [HEADER.RULES, plan.rules.length, SIZE.RULE],
      [HEADER.CODE, code, SIZE.INSTRUCTION],
      [HEADER.SELECTORS, plan.selectors.length, SIZE.SELECTOR],
      [HEADER.DESTINATIONS, plan.destinations.length, SIZE.DESTINATION],
      ...plan.shapes.map((shapes, effect): [number, number, number] => [
        HEADER.SHAPES + 8 * effect,
        shapes.length,
        SIZE.SHAPE,
      ]),
      [HEADER.SLOTS, slots, SIZE.SLOT],
      [HEADER.CANDIDATES, candidates, SIZE.CANDIDATE],
      [HEADER.PROGRAMS, plan.programs.length, SIZE.PROGRAM],
      [HEADER.STEPS, steps, SIZE.STEP],
      [HEADER.REGEXES, plan.regexes.length, SIZE.REGEX],
      [HEADER.ATTRIBUTES, plan.attributes.length, SIZE.ATTRIBUTE],
      [HEADER.HEADER_NAMES, this.headerNames.slots.length, SIZE.NAME],
      [HEADER.QUERY_NAMES, this.queryNames.slots.length, SIZE.NAME],
      [HEADER.CASES, plan.cases.length, SIZE.CASE],
      [HEADER.TRUST_DOMAINS, plan.trustDomains.length, SIZE.NAME],
    ];
    const sections = new Map<number, Section>();
    let end: number = HEADER.SIZE_BYTES;
    for (const [field, count, size] of order) {
      sections.set(field, { offset: end, count });
      end += count * size;
    }
    return { sections, end };
  }

  private writeLimits(): void {
    const { out, strings, operands, records, rates } = this;
    const writer = new LimitWriter(out, { strings, operands, records, rates });
    for (const rate of rates.list) writer.rate(rate);
    let first = this.plan.rules.reduce((sum, { code }) => sum + code.length, 0);
    for (const limit of this.plan.limits) {
      writer.limit(limit, first);
      first += limit.code.length;
    }
  }

  private writeRules(): void {
    const { out, strings } = this;
    let first = 0;
    for (const rule of this.plan.rules) {
      if (rule.code.length > 0xffff)
        throw new ImageTooLargeError(`a rule of ${rule.code.length} tests`, 0xffff);
      out.u32(rule.policy === "" ? 0 : strings.offsetOf(rule.policy));
      out.u32(typeof rule.name === "number" ? rule.name : strings.offsetOf(rule.name));
      out.u32(first);
      out.u16(rule.code.length);
      out.u8(rule.effect);
      out.u8(0);
      first += rule.code.length;
    }
  }

  private writeSelectors(): void {
    const { out } = this;
    for (const { kind, count, header, attribute, argument } of this.plan.selectors) {
      out.u8(kind);
      out.u8(count);
      out.u16(this.records.subject(header, attribute));
      out.u32(argument);
    }
  }

  private writeDestinations(): void {
    for (const { workload, deniesByDefault } of this.plan.destinations) {
      this.out.u32(this.strings.offsetOf(workload));
      this.out.u32(deniesByDefault ? 1 : 0);
    }
  }

  private writeShapes(): void {
    const { out } = this;
    let slot = 0;
    for (const shape of this.shapes) {
      const slots = tableSize(shape.slots.size);
      let lowest = MAX.RULES;
      for (const rules of shape.slots.values()) lowest = Math.min(lowest, rules[0] ?? lowest);
      out.u32(slot);
      out.u32(slots);
      out.u32(shape.selectors.length);
      for (let i = 0; i < MAX.SHAPE_SELECTORS; i++) out.u16(shape.selectors[i] ?? 0);
      out.u32(lowest);
      slot += slots;
    }
  }

  private writeTables(): void {
    const { out } = this;
    const lists: Uint32Array[] = [];
    let first = 0;
    for (const shape of this.shapes) {
      const { slots, candidates } = buildTable(shape, first);
      for (const word of slots) out.u32(word);
      lists.push(candidates);
      first += candidates.length;
    }
    for (const candidates of lists) for (const word of candidates) out.u32(word);
  }

  private writePrograms(): void {
    const { out, plan } = this;
    let first = 0;
    for (const { steps, stack } of plan.programs) {
      out.u32(first);
      out.u16(steps.length);
      out.u16(stack);
      first += steps.length;
    }
    for (const { steps } of plan.programs) {
      for (const step of steps) {
        if (step.test === undefined) this.records.step(step);
        else this.records.instruction(step.test);
      }
    }
    for (const { bytes } of plan.regexes) this.records.moved(this.operands.bytesOffset(bytes));
    for (const attribute of plan.attributes) this.records.attribute(attribute);
  }

  private writeNames({ slots }: NameTable): void {
    for (const name of slots) this.out.u32(name === undefined ? 0 : this.strings.offsetOf(name));
  }

  private writeCase({ name, verdict, by, hasBody, headers, properties }: PlannedCase): void {
    const { out, strings } = this;
    out.u32(strings.offsetOf(name));
    out.u32(by ? strings.offsetOf(by.policy) : by === null ? NONE : 0);
    out.u32(by ? strings.offsetOf(by.rule) : 0);
    out.u8(verdict);
    out.u8(hasBody ? 1 : 0);
    out.u16(0);
    for (const pairs of [headers, properties]) {
      this.records.moved(this.operands.bytesOffset(pairs));
      out.u32(pairs.length);
    }
  }

  private writeService(): void {
    const { service } = this.plan;
    if (service === undefined) return;
    this.out.setU32(HEADER.SERVICE_CLUSTER, this.strings.offsetOf(service.cluster));
    this.out.setU32(HEADER.SERVICE_DOMAIN, this.strings.offsetOf(service.domain));
    this.out.setU32(HEADER.SERVICE_TIMEOUT, service.timeout);
  }

  private writeHeader(
    version: number,
    mesh: number,
    stringBytes: number,
    operandsOffset: number,
    operandBytes: number,
  ): void {
    const { out, plan } = this;
    out.setU32(HEADER.MAGIC, MAGIC);
    out.setU32(HEADER.FORMAT, FORMAT_VERSION | (HEADER.SIZE_BYTES << 16));
    out.setU32(HEADER.FLAGS, plan.flags);
    out.setU32(HEADER.PATH, plan.path);
    out.setU32(HEADER.VERSION, version);
    out.setU32(HEADER.MESH, mesh);
    out.setU32(HEADER.TOKEN_CACHE, plan.identity.tokenCacheBytes);
    out.setU32(HEADER.NEAREST_RULES, plan.nearestRules);
    out.setU64(HEADER.NAME_LENGTHS, this.headerNames.lengths);
    out.setU64(HEADER.QUERY_LENGTHS, this.queryNames.lengths);
    const pools: [number, Section][] = [
      [HEADER.STRINGS, { offset: operandsOffset - stringBytes, count: stringBytes }],
      [HEADER.OPERANDS, { offset: operandsOffset, count: operandBytes }],
    ];
    for (const [field, { offset, count }] of [...this.sections, ...pools]) {
      out.setU32(field, offset);
      out.setU32(field + 4, count);
    }
  }

  /** Writes size and checksum, last of all. */
  private seal(): Uint8Array {
    const { out } = this;
    if (out.length > MAX.SIZE) throw new ImageTooLargeError(`${out.length} bytes`, MAX.SIZE);
    out.setU32(HEADER.SIZE, out.length);
    const image = out.finish();
    const checksum = hash32(image.subarray(HEADER.CHECKSUM + 4), 0);
    new DataView(image.buffer).setUint32(HEADER.CHECKSUM, checksum, true);
    return image;
  }
}
