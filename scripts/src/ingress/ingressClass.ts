/** Name of the class, and of the controller, of the local platform's Ingress. */
export const ingressClass = { name: "storeplane", controller: "storeplane.dev/local-ingress" };

/** The class as an object; the default one, so that charts needn't name any. */
export const ingressClassManifest = {
  apiVersion: "networking.k8s.io/v1",
  kind: "IngressClass",
  metadata: { name: ingressClass.name, annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } },
  spec: { controller: ingressClass.controller },
};
