package org.millrace.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts the certificates of one file and what they issued, and nothing else. */
final class TrustedCertificates {

  private static final int MOST = 500;

  private TrustedCertificates() {}

  /**
   * @param file certificates in PEM form
   */
  static SSLContext context(String file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : read(file)) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return context(store);
  }

  /** For a file that vanished after it was checked: no peer is trusted, none is called. */
  static SSLContext nobody() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      return context(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the platform cannot make an empty key store", e);
    }
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Collection<? extends Certificate> read(String file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty() || certificates.size() > MOST) {
        throw new CertificateException("it has " + certificates.size() + " certificates");
      }
      return certificates;
    }
  }
}
