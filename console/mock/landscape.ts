/** The plant that the mock pretends to connect. Invented names throughout. */

export interface MockSystem {
  name: string;
  title: string;
  kind: string;
  adapter: string;
  concurrency: number;
  p95Ms: number;
}

export const SYSTEMS: MockSystem[] = [
  {
    name: 'erp',
    title: 'Brook Street ERP',
    kind: 'ERP',
    adapter: 'tryton',
    concurrency: 8,
    p95Ms: 84,
  },
  { name: 'mes', title: 'Line control', kind: 'MES', adapter: 'http', concurrency: 4, p95Ms: 31 },
  {
    name: 'wms',
    title: 'High-bay warehouse',
    kind: 'WMS',
    adapter: 'http',
    concurrency: 6,
    p95Ms: 46,
  },
  { name: 'qms', title: 'Quality lab', kind: 'QMS', adapter: 'http', concurrency: 2, p95Ms: 120 },
  {
    name: 'carrier',
    title: 'Northline freight',
    kind: 'Carrier',
    adapter: 'as2',
    concurrency: 2,
    p95Ms: 610,
  },
  {
    name: 'analytics',
    title: 'Plant analytics',
    kind: 'Analytics',
    adapter: 'kafka',
    concurrency: 16,
    p95Ms: 9,
  },
  { name: 'plm', title: 'Product data', kind: 'PLM', adapter: 'none', concurrency: 0, p95Ms: 0 },
];

export interface MockFlow {
  name: string;
  title: string;
  sender: string;
  targets: { system: string; operation: string }[];
  /** Key of the order, and the key of one message of it. */
  key: (order: number, part: number) => { order: string; key: string };
  payload: (order: number, part: number) => Record<string, unknown>;
  weight: number;
}

const MATERIALS = ['ALU-PROFILE-40', 'BEARING-6204', 'GEARBOX-G3', 'SHAFT-D25-H7', 'HOUSING-B12'];
const material = (order: number) => MATERIALS[order % MATERIALS.length] ?? 'SHAFT-D25-H7';

export const FLOWS: MockFlow[] = [
  {
    name: 'production-confirmation',
    title: 'Line control confirms production to the ERP',
    sender: 'mes',
    targets: [
      { system: 'erp', operation: 'post-confirmation' },
      { system: 'analytics', operation: 'publish-event' },
    ],
    key: (order, part) => ({ order: `PO-${1000 + order}`, key: `PO-${1000 + order}/${part}` }),
    payload: (order, part) => ({
      order: `PO-${1000 + order}`,
      confirmation: part,
      material: material(order),
      quantity: '12.500',
      unit: 'pcs',
      scrap: '0',
      workCentre: `L${(order % 4) + 1}-ASSEMBLY`,
      operator: '***',
      finishedAt: '2026-11-21T06:41:07.120Z',
    }),
    weight: 6,
  },
  {
    name: 'production-order-release',
    title: 'The ERP releases production orders to line control',
    sender: 'erp',
    targets: [{ system: 'mes', operation: 'release-order' }],
    key: (order) => ({ order: `PO-${2000 + order}`, key: `PO-${2000 + order}` }),
    payload: (order) => ({
      order: `PO-${2000 + order}`,
      material: material(order),
      quantity: '240',
      unit: 'pcs',
      due: '2026-11-24',
      priority: 3,
    }),
    weight: 3,
  },
  {
    name: 'goods-receipt',
    title: 'The warehouse reports goods received',
    sender: 'wms',
    targets: [{ system: 'erp', operation: 'post-receipt' }],
    key: (order, part) => ({ order: `PUR-${4500 + order}`, key: `GR-${71000 + order * 3 + part}` }),
    payload: (order, part) => ({
      purchaseOrder: `PUR-${4500 + order}`,
      line: part,
      material: material(order),
      quantity: '1200.000',
      unit: 'kg',
      storage: `HB-${10 + (order % 30)}-0${part}`,
    }),
    weight: 4,
  },
  {
    name: 'inspection-result',
    title: 'The quality lab decides on lots',
    sender: 'qms',
    targets: [
      { system: 'erp', operation: 'post-usage-decision' },
      { system: 'mes', operation: 'unlock-lot' },
    ],
    key: (order, part) => ({ order: `LOT-${88000 + order}`, key: `LOT-${88000 + order}/${part}` }),
    payload: (order) => ({
      lot: `LOT-${88000 + order}`,
      decision: 'accepted',
      characteristics: [
        { name: 'diameter', value: '24.998', unit: 'mm', ok: true },
        { name: 'hardness', value: '58.2', unit: 'HRC', ok: true },
      ],
    }),
    weight: 2,
  },
  {
    name: 'shipment-notice',
    title: 'The warehouse announces shipments to the carrier',
    sender: 'wms',
    targets: [{ system: 'carrier', operation: 'announce-shipment' }],
    key: (order) => ({ order: `DN-${30200 + order}`, key: `DN-${30200 + order}` }),
    payload: (order) => ({
      delivery: `DN-${30200 + order}`,
      pallets: 4,
      grossWeight: '1860.5',
      unit: 'kg',
      gate: 'G2',
      pickup: '2026-11-21T14:00:00.000Z',
    }),
    weight: 2,
  },
  {
    name: 'item-change',
    title: 'Product data distributes item changes',
    sender: 'plm',
    targets: [
      { system: 'erp', operation: 'update-item' },
      { system: 'mes', operation: 'update-item' },
      { system: 'wms', operation: 'update-item' },
    ],
    key: (order) => ({ order: material(order), key: `ECN-${5100 + order}` }),
    payload: (order) => ({ change: `ECN-${5100 + order}`, item: material(order), revision: 'C' }),
    weight: 1,
  },
];

export function titleOf(system: string): string {
  return SYSTEMS.find((one) => one.name === system)?.title ?? system;
}

export function flowOf(name: string): MockFlow {
  const flow = FLOWS.find((one) => one.name === name);
  if (flow === undefined) throw new Error(`The mock has no flow ${name}`);
  return flow;
}
