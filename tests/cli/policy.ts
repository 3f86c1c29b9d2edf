export const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";
export const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";

export const MESH = `apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads:
    - { id: ${GATEWAY}, tier: gateway }
    - { id: ${ORDERS}, hosts: [orders.shop.example], paths: ["/orders/**"] }
`;

export const POLICY = `apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: ${ORDERS} }
  authorize:
    - name: read
      effect: allow
      methods: [GET]
      paths: ["/orders/customers/{customer}/**"]
    - name: refunds
      effect: deny
      paths: ["/orders/refunds/**"]
      peers: [{ namespace: edge }]
    - name: seen
      effect: audit
      sources: ["10.0.0.0/8"]
  limits:
    - { name: per-address, rate: 1/1m, burst: 2, key: [source.ip] }
`;
