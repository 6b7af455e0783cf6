//! Whom to believe: the system's certificates, as company proxies that look into TLS need it. They are read when a
//! portal shows its own, and dropped again: kept, they would be much memory for a handshake now and then, and those of yesterday.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ClientConfig, Resumption};
use rustls::crypto::{self, CryptoProvider};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;
use std::io;
use std::sync::Arc;

/// A portal, and an authorization server.
const SERVERS: usize = 2;

/// There is nothing on this machine to believe a portal by.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Nobody(String);

impl Nobody {
    /// Whether this is behind an error of the client for HTTP.
    pub fn behind<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Self> {
        // An `io::Error` names what is in it to nobody else.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(found) = inner.and_then(|inner| Self::behind(inner)) {
            return Some(found);
        }
        match error.downcast_ref::<Error>() {
            Some(Error::Other(OtherError(other))) => other.downcast_ref(),
            _ => Self::behind(error.source()?),
        }
    }
}

/// How to speak TLS to a portal. A server that knows us from before needs no certificate to be looked at.
pub fn config() -> Result<ClientConfig, Error> {
    let provider = Arc::new(crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Trust(provider)))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.resumption = Resumption::in_memory_sessions(SERVERS);
    Ok(config)
}

#[derive(Debug)]
struct Trust(Arc<CryptoProvider>);

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let system = Verifier::new(self.0.clone()).map_err(|error| match error {
            Error::General(why) => Error::Other(OtherError(Arc::new(Nobody(why)))),
            error => error,
        })?;
        system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        crypto::verify_tls12_signature(message, cert, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        crypto::verify_tls13_signature(message, cert, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
