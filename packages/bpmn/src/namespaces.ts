/** Namespaces that carry meaning for execution. */
export const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
export const zeebe = 'http://camunda.org/schema/zeebe/1.0'
export const camunda = 'http://camunda.org/schema/1.0/bpmn'
export const fachwerk = 'https://fachwerk.dev/schema/1.0/bpmn'
/** Camunda 7 still reads the attributes of its ancestor. */
export const activiti = 'http://activiti.org/bpmn'
