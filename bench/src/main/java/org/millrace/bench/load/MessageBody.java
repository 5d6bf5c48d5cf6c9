package org.millrace.bench.load;

/** The document that is sent: a work order's confirmation as an MES writes it. */
public final class MessageBody {
  private static final String END = "\"}";

  private MessageBody() {}

  /**
   * The document in exactly {@code bytes} bytes, filled up in its remark.
   *
   * @param id of the message
   * @param order what follows {@code WO-}
   */
  public static String of(String id, String order, int bytes) {
    String head =
        """
        {"messageId":"%s","order":"WO-%s","type":"workorder.confirmation","version":"1.2.0",\
        "source":"MES-PLANT-07","occurredAt":"2026-11-20T14:50:00.123Z",\
        "workOrder":{"number":"000010045873","plant":"DE07","material":"MAT-4711-A",\
        "batch":"B20261120-07","operation":"0020","workCenter":"CNC-0412","shift":"B",\
        "operator":"op-1482"},\
        "quantities":{"yield":118.0,"scrap":2.0,"rework":0.0,"unit":"PC"},\
        "times":{"setupMin":12.5,"machineMin":187.25,"laborMin":64.0,\
        "start":"2026-11-20T09:12:04Z","end":"2026-11-20T12:44:51Z"},\
        "components":[\
        {"material":"RM-1001","batch":"RB007919","qty":1.75,"unit":"KG","storageLocation":"WIP1"},\
        {"material":"RM-1002","batch":"RB015838","qty":3.25,"unit":"KG","storageLocation":"WIP2"},\
        {"material":"RM-1003","batch":"RB023757","qty":4.75,"unit":"KG","storageLocation":"WIP3"}],\
        "final":true,"remark":\"\
        """
            .formatted(id, order);
    int fill = bytes - head.length() - END.length();
    if (fill < 0) {
      throw new IllegalArgumentException("a message is at least " + (bytes - fill) + " bytes");
    }
    return head + "x".repeat(fill) + END;
  }
}
