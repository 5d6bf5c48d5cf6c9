package org.millrace.app.doctor;

import java.util.List;

/** Looks at one thing and changes nothing. May block: whoever runs it bounds its time. */
public interface Probe {

  /** What it looks at, in case it never comes to a finding. */
  String check();

  /** What there is. */
  List<Finding> look() throws Exception;
}
