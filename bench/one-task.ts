/** The smallest process that does something durable: start, one user task, end. */
export const oneTaskBpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="bench" targetNamespace="https://fachwerk.dev/bench">
  <bpmn:process id="one-task" name="Eine Aufgabe" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="task" name="Prüfen"><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="task" />
    <bpmn:sequenceFlow id="b" sourceRef="task" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`

/** The same with a task that waits for nobody, for engines measured in memory. */
export const oneScriptBpmn = oneTaskBpmn.replaceAll('bpmn:userTask', 'bpmn:task')
